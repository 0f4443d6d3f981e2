using System.Text.Json.Nodes;

namespace InventoryFunctions.Infrastructure.Tests.Bicep;

/// <summary>A resource that a deployment would create.</summary>
public sealed class Resource(JsonNode json)
{
    /// <summary>All of it.</summary>
    public JsonNode Json { get; } = json;

    /// <summary>Its id: a path, or an expression that holds one.</summary>
    public string Id { get; } = json["id"]!.GetValue<string>();

    /// <summary>Such as Microsoft.Storage/storageAccounts.</summary>
    public string Type { get; } = json["type"]!.GetValue<string>();

    /// <summary>With the names of its parents before it.</summary>
    public string Name { get; } = json["name"]!.GetValue<string>();

    /// <summary>The last part of <see cref="Name"/>.</summary>
    public string OwnName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>Such as 2025-06-01.</summary>
    public string ApiVersion { get; } = json["apiVersion"]!.GetValue<string>();

    /// <summary>What it is set to; empty where nothing is set.</summary>
    public JsonNode Properties => Json["properties"] ?? new JsonObject();

    /// <summary>The value at <paramref name="path"/> (names with dots between) in the properties, or null.</summary>
    public JsonNode? Find(string path) => path.Split('.').Aggregate((JsonNode?)Properties, (node, name) => (node as JsonObject)?[name]);

    /// <summary>The same as text; empty where there is none.</summary>
    public string Text(string path) => Find(path)?.ToString() ?? "";
}
