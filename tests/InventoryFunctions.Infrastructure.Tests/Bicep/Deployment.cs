using System.Text.Json.Nodes;

namespace InventoryFunctions.Infrastructure.Tests.Bicep;

/// <summary>What the compiler makes of the files: the template, and what it would create with given parameters.</summary>
public sealed class Deployment
{
    /// <summary>What is deployed here for alertEmail.</summary>
    public const string AlertEmail = "administrator@example.com";

    /// <summary>Reads the compiler's answers.</summary>
    public Deployment(
        JsonNode template, JsonNode snapshot, IReadOnlyList<string> complaints, IReadOnlyDictionary<string, string> sources, IReadOnlyDictionary<string, string> files)
    {
        Template = template;
        Complaints = complaints;
        Sources = sources;
        Files = files;
        Resources = [.. snapshot["predictedResources"]!.AsArray().Select(resource => new Resource(resource!))];
        Outputs = snapshot["outputs"]!.AsObject().ToDictionary(output => output.Key, output => output.Value!.ToString());
    }

    /// <summary>The compiled template, of Azure Resource Manager.</summary>
    public JsonNode Template { get; }

    /// <summary>What the compiler said: warnings.</summary>
    public IReadOnlyList<string> Complaints { get; }

    /// <summary>The text of every Bicep file, and of the workbook.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; }

    /// <summary>The text of the other files that a deployment uses.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>Everything that would be created.</summary>
    public IReadOnlyList<Resource> Resources { get; }

    /// <summary>The outputs, where they are known beforehand; otherwise the expression.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; }

    /// <summary>The resources of <paramref name="type"/>.</summary>
    public IEnumerable<Resource> All(string type) => Resources.Where(resource => string.Equals(resource.Type, type, StringComparison.OrdinalIgnoreCase));

    /// <summary>The only resource of <paramref name="type"/>.</summary>
    public Resource The(string type) => All(type).Single();

    /// <summary>The settings of the function app.</summary>
    public IReadOnlyDictionary<string, string> Settings() => The("Microsoft.Web/sites/config").Properties.AsObject()
        .ToDictionary(setting => setting.Key, setting => setting.Value!.GetValue<string>());
}
