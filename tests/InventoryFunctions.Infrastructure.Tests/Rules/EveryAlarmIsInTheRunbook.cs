using InventoryFunctions.Infrastructure.Tests.Bicep;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>docs/runbook.md has a section for each alarm, and for no other.</summary>
public sealed class EveryAlarmIsInTheRunbook : IRule
{
    private const string Heading = "## ";

    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        IEnumerable<string> sections = File.ReadLines(Path.Combine(Repository.Root, "docs", "runbook.md"))
            .Where(line => line.StartsWith(Heading, StringComparison.Ordinal)).Select(line => line[Heading.Length..]);
        return Sets.Compare("section of the runbook", Alarm.All(deployment).Select(alarm => alarm.Name), sections);
    }
}
