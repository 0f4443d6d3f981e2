using System.Text.Json.Nodes;
using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>The original's four parameters are there by its names, with its defaults and limits (parity A1).</summary>
public sealed class ParametersAreTheOriginals : IRule
{
    private static readonly (string Name, string Json)[] Originals =
    [
        ("environmentSuffix", """{"type":"string","defaultValue":"prod","minLength":1,"maxLength":24}"""),
        ("alertEmail", """{"type":"string","minLength":3}"""),
        ("scheduleExpression", """{"type":"string","defaultValue":"rate(1 hour)"}"""),
        ("jobBatchSize", """{"type":"int","defaultValue":50,"minValue":1,"maxValue":100}"""),
    ];

    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        JsonObject parameters = deployment.Template["parameters"]!.AsObject();
        foreach ((string name, string json) in Originals)
        {
            if (parameters[name]?.DeepClone() is not JsonObject parameter)
            {
                yield return $"There is no parameter {name}.";
                continue;
            }

            if (!parameter.Remove("metadata"))
            {
                yield return $"Parameter {name} has no description.";
            }

            if (!JsonNode.DeepEquals(parameter, JsonNode.Parse(json)))
            {
                yield return $"Parameter {name} is {parameter.ToJsonString()}, and not {json}.";
            }
        }
    }
}
