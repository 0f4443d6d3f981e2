namespace InventoryFunctions.Storage;

/// <summary>Hears of committed change sets, so that the change feed need not look for them.</summary>
public interface IChangeNudge
{
    /// <summary>A change set of <paramref name="shard"/> is committed. Returns at once and never fails.</summary>
    void Committed(int shard);
}
