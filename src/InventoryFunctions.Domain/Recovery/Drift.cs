namespace InventoryFunctions.Domain.Recovery;

/// <summary>One difference between the inventory and its record.</summary>
public sealed record Drift
{
    /// <summary>What differs.</summary>
    public required DriftKind Kind { get; init; }

    /// <summary>The item, or null where it is about none.</summary>
    public string? ItemId { get; init; }

    /// <summary>The change set that it is about, or null.</summary>
    public Guid? ChangeId { get; init; }

    /// <summary>The order whose reservation it is about, or null.</summary>
    public string? OrderId { get; init; }

    /// <summary>Pieces as recorded: the stock of an item, what a reservation holds, by how much a change moved the stock. Null where there is nothing.</summary>
    public long? Recorded { get; init; }

    /// <summary>Pieces as found, likewise.</summary>
    public long? Found { get; init; }

    /// <summary>What differs, in words.</summary>
    public required string Details { get; init; }

    /// <summary>Whether both are about the same, so that one was only met again.</summary>
    public bool IsSameAs(Drift other) => (Kind, ItemId, ChangeId, OrderId) == (other.Kind, other.ItemId, other.ChangeId, other.OrderId);
}
