namespace InventoryFunctions.Storage;

/// <summary>A row that is no sound entry of its list: somebody else wrote it, past this application, or another version did. It is reported, never left out in silence.</summary>
/// <param name="Table">The table it stands in.</param>
/// <param name="PartitionKey">The row's partition key.</param>
/// <param name="RowKey">The row's row key.</param>
/// <param name="Reason">Why it can't be read.</param>
public sealed record UnreadableRow(string Table, string PartitionKey, string RowKey, string Reason);
