using System.Text.Json.Nodes;
using InventoryFunctions.Infrastructure.Tests.Bicep;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>azure.yaml and infra.parameters.json name what is there: the template, its parameters, the app's project and the function app's tag.</summary>
public sealed class AzdFilesFitTheTemplate : IRule
{
    private const string ServiceTag = "azd-service-name";

    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        Dictionary<string, string> azd = ReadYaml(deployment.Files["azure.yaml"]);
        if (!deployment.Sources.ContainsKey(azd.GetValueOrDefault("infra/module") + ".bicep"))
        {
            yield return "azure.yaml names no template that is there.";
        }

        string service = deployment.The("Microsoft.Web/sites").Json["tags"]?[ServiceTag]?.ToString() ?? "";
        string? project = azd.GetValueOrDefault($"services/{service}/project");
        if (project is null || Directory.GetFiles(Path.Combine(Repository.Root, project), "*.csproj") is not [_])
        {
            yield return $"azure.yaml has no service '{service}', as the function app is tagged, with a project.";
        }

        JsonObject parameters = deployment.Template["parameters"]!.AsObject();
        JsonObject given = JsonNode.Parse(deployment.Files["infra.parameters.json"])!["parameters"]!.AsObject();
        foreach (KeyValuePair<string, JsonNode?> unknown in given.Where(one => !parameters.ContainsKey(one.Key)))
        {
            yield return $"infra.parameters.json gives {unknown.Key}, and the template does not take it.";
        }

        foreach (KeyValuePair<string, JsonNode?> missing in parameters.Where(one => one.Value!["defaultValue"] is null && !given.ContainsKey(one.Key)))
        {
            yield return $"infra.parameters.json does not give {missing.Key}.";
        }
    }

    // Enough for a file of names, scalars and indentation by two.
    private static Dictionary<string, string> ReadYaml(string text)
    {
        Dictionary<string, string> values = [];
        List<string> path = [];
        foreach (string line in text.Split('\n').Where(line => line.Contains(':', StringComparison.Ordinal) && !line.StartsWith('#')))
        {
            int depth = (line.Length - line.TrimStart().Length) / 2;
            string[] pair = line.Trim().Split(':', 2);
            path = [.. path.Take(depth), pair[0]];
            values[string.Join('/', path)] = pair[1].Trim();
        }

        return values;
    }
}
