namespace InventoryFunctions.BatchUpdates;

/// <summary>A step of a batch update finds that its run was ended meanwhile; whatever it holds is out of date and must not be written.</summary>
public sealed class BatchUpdateEndedException(string executionId)
    : Exception($"Batch update {executionId} is not the one that runs any more; this step of it changes nothing.");
