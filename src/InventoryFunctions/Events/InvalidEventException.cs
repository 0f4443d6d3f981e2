using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Events;

/// <summary>
/// An event breaks rules, and always will (parity D12): a handler throws it so that the message is not delivered again, but kept in the poison
/// queue with the reason.
/// </summary>
public sealed class InvalidEventException(IReadOnlyList<BrokenRule> rules) : Exception(string.Join("; ", rules))
{
    /// <summary>One rule is broken.</summary>
    public InvalidEventException(string field, string rule)
        : this([new BrokenRule(field, rule)])
    {
    }

    /// <summary>Every rule it breaks.</summary>
    public IReadOnlyList<BrokenRule> Rules { get; } = rules;
}
