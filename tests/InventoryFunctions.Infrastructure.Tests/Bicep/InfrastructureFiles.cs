using System.Text.Json;
using System.Text.Json.Nodes;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Infrastructure.Tests.Bicep;

/// <summary>infra.bicep and its modules: as they are in the working copy, or with something broken on purpose.</summary>
public static class InfrastructureFiles
{
    private const string Subscription = "00000000-0000-0000-0000-000000000001";

    private static readonly string[] Files = ["infra.bicep", "bicepconfig.json", "infra.parameters.json", "azure.yaml", "host.json"];

    /// <summary>The text of every Bicep file, by its path.</summary>
    public static IReadOnlyDictionary<string, string> Sources(string root) =>
        Directory.GetFiles(Path.Combine(root, "infra")).Append(Path.Combine(root, "infra.bicep"))
            .ToDictionary(file => Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText);

    /// <summary>What a deployment with <paramref name="parameters"/> would create, after <paramref name="breaks"/>.</summary>
    /// <param name="compiler">The compiler.</param>
    /// <param name="parameters">Parameters beside alertEmail.</param>
    /// <param name="breaks">Changes of the text, each of which must find something to change.</param>
    /// <exception cref="BicepException">The files do not compile, or the template refuses the parameters.</exception>
    public static async Task<Deployment> DeployAsync(BicepCompiler compiler, JsonObject? parameters = null, params Break[] breaks)
    {
        DirectoryInfo copy = Directory.CreateTempSubdirectory("inventoryfunctions-infra-");
        try
        {
            Copy(copy.FullName);
            foreach (Break change in breaks)
            {
                change.Apply(copy.FullName);
            }

            string template = Path.Combine(copy.FullName, "infra.bicep");
            JsonNode compiled = await compiler.AskAsync("bicep/compile", new JsonObject { ["path"] = template });
            string[] complaints = [.. compiled["diagnostics"]!.AsArray().Select(Say!)];
            if (!compiled["success"]!.GetValue<bool>())
            {
                throw new BicepException(string.Join('\n', complaints));
            }

            string arguments = Path.Combine(copy.FullName, "test.bicepparam");
            await File.WriteAllTextAsync(arguments, Arguments(parameters));
            JsonNode snapshot = await compiler.AskAsync("bicep/getSnapshot", new JsonObject
            {
                ["path"] = arguments,
                ["metadata"] = new JsonObject { ["subscriptionId"] = Subscription, ["resourceGroup"] = "inventory", ["location"] = "westeurope" },
            });
            return new Deployment(
                JsonNode.Parse(compiled["contents"]!.GetValue<string>())!,
                JsonNode.Parse(snapshot["snapshot"]!.GetValue<string>())!,
                complaints,
                Sources(copy.FullName),
                Files.ToDictionary(file => file, file => File.ReadAllText(Path.Combine(copy.FullName, file))));
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static void Copy(string folder)
    {
        foreach (string file in Files.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "infra"))))
        {
            string target = Path.Combine(folder, Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, file)));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(Repository.Root, file), target);
        }
    }

    private static string Arguments(JsonObject? parameters)
    {
        JsonObject all = new() { ["alertEmail"] = Deployment.AlertEmail };
        foreach ((string name, JsonNode? value) in parameters ?? [])
        {
            all[name] = value?.DeepClone();
        }

        // Bicep writes JSON's strings with single quotes; json() takes them as they are.
        IEnumerable<string> lines = all.Select(pair => $"param {pair.Key} = json('{pair.Value!.ToJsonString(JsonSerializerOptions.Default)}')");
        return "using 'infra.bicep'\n" + string.Join('\n', lines) + "\n";
    }

    private static string Say(JsonNode diagnostic) =>
        $"{Path.GetFileName(diagnostic["source"]!.GetValue<string>())} line {diagnostic["range"]!["start"]!["line"]!.GetValue<int>() + 1}: {diagnostic["code"]}: {diagnostic["message"]}";
}
