using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.BatchUpdates;

/// <summary>What became of the items of a page.</summary>
internal sealed class RestockTally
{
    private readonly HashSet<string> _processed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BrokenRule> _failed = new(StringComparer.Ordinal);

    /// <summary>The items this execution has updated.</summary>
    public IReadOnlySet<string> Processed => _processed;

    /// <summary>The items that could not be updated, and why.</summary>
    public IReadOnlyDictionary<string, BrokenRule> Failed => _failed;

    /// <summary>Whether an item had been updated before: the page was begun by an attempt that did not come to its end.</summary>
    public bool HadEarlierAttempt { get; private set; }

    /// <summary>The item is updated.</summary>
    public void Process(string itemId) => _processed.Add(itemId);

    /// <summary>The item was updated before.</summary>
    public void ProcessedBefore(string itemId)
    {
        HadEarlierAttempt = true;
        _processed.Add(itemId);
    }

    /// <summary>The item can't be updated.</summary>
    public void Fail(string itemId, BrokenRule rule) => _failed[itemId] = rule;
}
