using Azure;

namespace InventoryFunctions.Storage;

/// <summary>How one entity-group transaction ended.</summary>
internal abstract record TransactionResult
{
    private TransactionResult()
    {
    }

    /// <summary>It is stored.</summary>
    /// <param name="Answers">Table Storage's answer to each operation, in their order.</param>
    public sealed record Stored(IReadOnlyList<Response> Answers) : TransactionResult;

    /// <summary>It was stored by an attempt whose answer was lost; the new ETags are therefore not known.</summary>
    public sealed record StoredBefore : TransactionResult;

    /// <summary>Nothing is stored: a row is not as it was read.</summary>
    /// <param name="Operation">Which operation was refused, counted from 0, or null where that was not said.</param>
    public sealed record Conflict(int? Operation) : TransactionResult;
}
