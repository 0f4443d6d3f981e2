namespace InventoryFunctions.Domain.Recovery;

/// <summary>What a restore makes of one item, and why.</summary>
public sealed record ItemRestoration
{
    /// <summary>The item.</summary>
    public required string ItemId { get; init; }

    /// <summary>What is done.</summary>
    public required RestoreAction Action { get; init; }

    /// <summary>The stock recorded for the moment asked for, or null where the item did not exist.</summary>
    public int? RecordedStock { get; init; }

    /// <summary>Pieces that orders have reserved since; they stay promised.</summary>
    public long ReservedSince { get; init; }

    /// <summary>Pieces that came back from orders since, released or expired.</summary>
    public long ReturnedSince { get; init; }

    /// <summary>Pieces that came in with purchase orders since; they stay.</summary>
    public long ReceivedSince { get; init; }

    /// <summary>The stock the item has afterwards, or null where there is no item afterwards.</summary>
    public int? Stock { get; init; }

    /// <summary>Pieces that are promised or gone beyond what the recorded stock covers; the stock is 0 then.</summary>
    public long Shortfall { get; init; }

    /// <summary>Why the item is kept or failed, or null.</summary>
    public string? Reason { get; init; }
}
