namespace InventoryFunctions.Recovery;

/// <summary>The answer to a restore or a reconciliation that was started.</summary>
/// <param name="ExecutionId">Its job.</param>
/// <param name="StatusUrl">Where to see how far it is.</param>
/// <param name="ReportUrl">Where to see what it did or found, item by item.</param>
public sealed record JobWithReport(string ExecutionId, Uri StatusUrl, Uri ReportUrl);
