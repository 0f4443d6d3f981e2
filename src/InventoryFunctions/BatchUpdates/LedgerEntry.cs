using Azure;

namespace InventoryFunctions.BatchUpdates;

/// <summary>A row as it was read.</summary>
/// <param name="Value">What it says.</param>
/// <param name="ETag">Its ETag: a write on this condition fails where somebody else wrote since.</param>
public sealed record LedgerEntry<T>(T Value, ETag ETag);
