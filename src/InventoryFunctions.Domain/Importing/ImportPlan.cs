using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.Importing;

/// <summary>What some rows, applied one after the other, come to: at most one change an item.</summary>
/// <param name="Changes">The items that end up different, each with its next version.</param>
/// <param name="Counts">What became of the rows.</param>
/// <param name="Errors">Why rows were refused.</param>
public sealed record ImportPlan(IReadOnlyList<ItemChange> Changes, ImportCounts Counts, IReadOnlyList<ImportError> Errors)
{
    /// <summary>Decides <paramref name="rows"/> in their order.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="mode">What their stock means.</param>
    /// <param name="find">What stands under an item id now.</param>
    /// <param name="now">When the changes happen.</param>
    public static ImportPlan Make(IEnumerable<ImportRow> rows, ImportMode mode, Func<string, ImportTarget> find, DateTimeOffset now)
    {
        Dictionary<string, ItemChange> items = new(StringComparer.Ordinal);
        List<ImportError> errors = [];
        ImportCounts counts = ImportCounts.None;
        foreach (ImportRow row in rows)
        {
            if (!items.TryGetValue(row.ItemId, out ItemChange? item))
            {
                ImportTarget target = find(row.ItemId);
                if (target.Obstacle is { } obstacle)
                {
                    Refuse(row, obstacle);
                    continue;
                }

                item = new ItemChange(target.Item, target.Item);
            }

            switch (ImportDecision.Decide(item.After, row, mode))
            {
                case ImportOutcome.Created created:
                    items[row.ItemId] = item with { After = created.Item };
                    counts = counts with { Created = counts.Created + 1 };
                    break;
                case ImportOutcome.Changed changed:
                    items[row.ItemId] = item with { After = changed.Item };
                    counts = counts with { Changed = counts.Changed + 1 };
                    break;
                case ImportOutcome.Refused refused:
                    Refuse(row, refused.Rule);
                    break;
                default:
                    counts = counts with { Unchanged = counts.Unchanged + 1 };
                    break;
            }
        }

        return new ImportPlan([.. items.Values.Where(item => item.After != item.Before).Select(Stamp)], counts, errors);

        void Refuse(ImportRow row, BrokenRule rule)
        {
            errors.Add(new ImportError(row.Line, row.ItemId, rule, null));
            counts = counts with { Refused = counts.Refused + 1 };
        }

        ItemChange Stamp(ItemChange item) => item with { After = item.After?.NextVersion(now) };
    }
}
