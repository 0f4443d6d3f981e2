using InventoryFunctions.EmbeddedHost.Durable.Storage;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>Everything that waits for the next commit: the records, and what may only happen once they are stored.</summary>
internal sealed class Batch
{
    private readonly List<Action<long>> _effects = [];

    public List<LogRecord> Records { get; } = [];

    public bool IsEmpty => Records.Count == 0 && _effects.Count == 0;

    /// <param name="effect">Takes the number of the log row the batch begins in.</param>
    public void OnCommitted(Action<long> effect) => _effects.Add(effect);

    public void Release(long row)
    {
        foreach (var effect in _effects)
        {
            effect(row);
        }
    }
}
