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

    /// <summary>
    /// A row is not as it was read, and nothing is stored – unless an attempt before this one stored it all: the client sends a transaction again when the
    /// answer to it was lost, and then meets its own rows.
    /// </summary>
    /// <param name="Operation">Which operation was refused, counted from 0, or null where that was not said.</param>
    public sealed record Conflict(int? Operation) : TransactionResult;
}
