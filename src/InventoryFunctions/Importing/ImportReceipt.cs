namespace InventoryFunctions.Importing;

/// <summary>What became of a file that was sent.</summary>
/// <param name="ExecutionId">The job that imports it.</param>
/// <param name="Repeated">The same content was sent before; the job is the one of then.</param>
public sealed record ImportReceipt(string ExecutionId, bool Repeated);
