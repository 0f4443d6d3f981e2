using System.Text.RegularExpressions;
using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>
/// Azure Monitor's exporter sends the least and the greatest value of histograms only, and of everything else one value, which is in column Sum: no query asks for
/// Min or Max of a counter or a gauge. The queries of alarms keep TimeGenerated, by which Azure Monitor tells the periods apart.
/// </summary>
public sealed partial class QueriesTakeMetricsAsTheyAreSent : IRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        (string Name, string Query)[] alarms = [.. AskedQueries.OfAlarms(deployment)];
        foreach ((string name, string query) in alarms.Concat(AskedQueries.OfWorkbook(deployment)))
        {
            foreach (string metric in EmittedTelemetry.MetricsOf(query).Where(metric => LeastOrGreatest().IsMatch(query) && !EmittedTelemetry.IsHistogram(metric)))
            {
                yield return $"{name}: {metric} is no histogram and has neither Min nor Max.";
            }
        }

        foreach ((string name, string query) in alarms.Where(alarm => !KeptTime().IsMatch(alarm.Query)))
        {
            yield return $"{name}: the query drops TimeGenerated: {query}";
        }
    }

    [GeneratedRegex(@"\b(Min|Max)\b")]
    private static partial Regex LeastOrGreatest();

    // In the last step of the query.
    [GeneratedRegex(@"TimeGenerated[^|]*$")]
    private static partial Regex KeptTime();
}
