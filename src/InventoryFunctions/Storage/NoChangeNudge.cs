namespace InventoryFunctions.Storage;

/// <summary>Tells nobody: what is committed waits for the change feed's sweep.</summary>
internal sealed class NoChangeNudge : IChangeNudge
{
    public static NoChangeNudge Instance { get; } = new();

    public void Committed(int shard)
    {
    }
}
