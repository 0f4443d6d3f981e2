namespace InventoryFunctions.Importing;

/// <summary>The answer to a file.</summary>
/// <param name="ExecutionId">The job that imports it.</param>
/// <param name="StatusUrl">Where to see how far it is.</param>
/// <param name="ErrorsUrl">Where to see which rows are not applied, and why.</param>
/// <param name="Repeated">The same content was sent before; the job is the one of then, and nothing changes twice.</param>
public sealed record ImportAccepted(string ExecutionId, Uri StatusUrl, Uri ErrorsUrl, bool Repeated);
