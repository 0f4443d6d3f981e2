namespace InventoryFunctions.Jobs;

/// <summary>Something that is kept of a job besides its record and its errors, and goes with them (parity A11).</summary>
public interface IJobAttachment
{
    /// <summary>Removes everything of that kind that is kept of a job; done twice, it removes nothing more.</summary>
    Task RemoveAllAsync(string executionId, CancellationToken cancellationToken);
}
