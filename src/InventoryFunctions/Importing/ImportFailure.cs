namespace InventoryFunctions.Importing;

/// <summary>An import that could not go on: the input of <see cref="ImportActivities.FailImport"/>.</summary>
/// <param name="ExecutionId">The import.</param>
/// <param name="Message">Why.</param>
public sealed record ImportFailure(string ExecutionId, string Message);
