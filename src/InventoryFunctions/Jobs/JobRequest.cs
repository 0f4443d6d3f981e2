using InventoryFunctions.Domain.BatchUpdates;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Jobs;

/// <summary>The body of <c>POST /jobs</c>; every field may be left out.</summary>
public sealed record JobRequest
{
    /// <summary>The one rule there is.</summary>
    public const string RestockRule = "restock";

    /// <summary>The greatest <see cref="Amount"/>.</summary>
    public const int MaxAmount = 1_000_000;

    /// <summary>Which rule is applied to every item. The default value is <see cref="RestockRule"/>.</summary>
    public string? Rule { get; init; }

    /// <summary>Pieces added to each item, 1 to <see cref="MaxAmount"/>; a decimal, so that a fraction breaks the rule for amounts and not that for numbers. The default value is <see cref="Restock.DefaultAmount"/>.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Every rule the request breaks; empty where it is sound.</summary>
    public IReadOnlyList<BrokenRule> Check()
    {
        List<BrokenRule> broken = [];
        if (Rule is not (null or RestockRule))
        {
            broken.Add(new BrokenRule("rule", $"must be {RestockRule}"));
        }

        if (Amount is { } amount && (amount is < 1 or > MaxAmount || !decimal.IsInteger(amount)))
        {
            broken.Add(new BrokenRule("amount", FormattableString.Invariant($"must be a whole number from 1 to {MaxAmount:N0}: it is added to every item's stock")));
        }

        return broken;
    }
}
