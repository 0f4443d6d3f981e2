using System.Collections.Frozen;
using InventoryFunctions.Events;
using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>Each identity has the roles that the code needs, on the resource they are for, and no others (parity A13, A19).</summary>
public sealed class RolesAreThoseThatAreNeeded : IRule
{
    private const string App = "app";
    private const string Topic = "events";

    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["c6a89b2d-59bc-44d0-9896-0f6e12d7b80a"] = "Storage Queue Data Message Sender",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["d5a91429-5739-47e2-a06b-3470a27159e7"] = "EventGrid Data Sender",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["0ad04412-c4d5-4796-b79c-f76d14c8d402"] = "Durable Task Data Contributor",
    }.ToFrozenDictionary();

    private static readonly string[] MailActions =
    [
        "Microsoft.Communication/communicationServices/read",
        "Microsoft.Communication/communicationServices/write",
        "Microsoft.Communication/emailServices/write",
    ];

    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        List<string> wanted =
        [
            // The Functions host: leases and the package; triggers and work items; the app's tables and the engine's.
            $"{App}: Storage Blob Data Owner on storageAccounts",
            $"{App}: Storage Queue Data Contributor on storageAccounts",
            $"{App}: Storage Table Data Contributor on storageAccounts",
            $"{App}: EventGrid Data Sender on topics",
            $"{App}: Monitoring Metrics Publisher on components",
            $"{App}: Key Vault Secrets User on vaults",
            $"{App}: Mail Sender on communicationServices",
            .. EventRoutes.All.Values.Distinct().Select(queue => $"{Topic}: Storage Queue Data Message Sender on queues/{queue}"),
            $"{Topic}: Storage Blob Data Contributor on containers/dead-letters",
        ];
        if (deployment.All("Microsoft.DurableTask/schedulers").Any())
        {
            wanted.Add($"{App}: Durable Task Data Contributor on taskHubs");
        }

        Resource mail = deployment.The("Microsoft.Authorization/roleDefinitions");
        Resource[] assignments = [.. deployment.All("Microsoft.Authorization/roleAssignments")];
        IEnumerable<string> there = assignments.Select(role => Say(role, mail.OwnName));
        IEnumerable<string> narrow = assignments.Select(role => role.Text("roleDefinitionId")).Where(id => id.Contains("/resourceGroups/", StringComparison.OrdinalIgnoreCase))
            .Select(id => $"Role {id} is not named as one of the subscription, as Azure answers it.");
        IEnumerable<string> actions = mail.Find("permissions")!.AsArray().SelectMany(permission => permission!["actions"]!.AsArray()).Select(action => action!.ToString());
        return [.. narrow, .. Sets.Compare("role", wanted, there), .. Sets.Compare("action of the mail sender", MailActions, actions)];
    }

    private static string Say(Resource assignment, string mailRole)
    {
        string principal = assignment.Text("principalId") switch
        {
            string app when app.Contains("/id-inventory-app-", StringComparison.Ordinal) => App,
            string topic when topic.Contains("/id-inventory-events-", StringComparison.Ordinal) => Topic,
            string other => other,
        };
        string definition = assignment.Text("roleDefinitionId").Split('/')[^1];
        string role = definition == mailRole ? "Mail Sender" : Names.GetValueOrDefault(definition, definition);
        return $"{principal}: {role} on {Scope(assignment.Id)}";
    }

    // The id of an assignment is an expression that begins with what it is on: [extensionResourceId('…/storageAccounts/name', … One that is on nothing
    // is on the resource group: [resourceId('Microsoft.Authorization/roleAssignments', …
    private static string Scope(string id)
    {
        if (!id.StartsWith("[extensionResourceId('", StringComparison.Ordinal))
        {
            return "the resource group";
        }

        string[] parts = id.Split('\'')[1].Split('/');
        return parts[^2] is "queues" or "containers" ? $"{parts[^2]}/{parts[^1]}" : parts[^2];
    }
}
