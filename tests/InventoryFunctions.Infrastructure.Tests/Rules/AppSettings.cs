using System.Collections.Frozen;
using System.Reflection;
using InventoryFunctions.Events;
using InventoryFunctions.Notifications;
using InventoryFunctions.Orders;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>The settings that the app reads, taken from its code: the properties of each options class, under the name of its section, and those that such classes name.</summary>
internal static class AppSettings
{
    /// <summary>Names as they are set in Azure, with two underscores between section and property.</summary>
    public static IReadOnlySet<string> Read { get; } = Options().Concat(Named())
        .Concat(Identity(StorageConnection.Setting)).Append(StorageConnection.Setting + "__accountName")
        .Concat(Identity(EventGridOptions.Section))
        .Concat(Identity(NotificationOptions.Section))
        .Append(OrderGenerator.DisabledSetting.Replace('.', '_'))
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Settings of the Functions host, and what they are for.</summary>
    public static IReadOnlyDictionary<string, string> OfThePlatform { get; } = new Dictionary<string, string>
    {
        ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__type"] = "overrides host.json: the Durable Task Scheduler",
        ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName"] = "overrides host.json: which setting says where it is",
        ["DURABLE_TASK_SCHEDULER_CONNECTION_STRING"] = "where it is, and by which identity",
    };

    /// <summary>Settings that the template does not set (additionalSettings may), and why.</summary>
    public static IReadOnlyDictionary<string, string> LeftToTheirDefaults { get; } = new Dictionary<string, string>
    {
        ["Callbacks__BaseUrl"] = "Azure tells the app its host name; a custom domain is set by additionalSettings",
        ["EventGrid__TopicKey"] = "the topic has no key: local authentication is off",
        ["Inventory__Shards"] = "recorded at the first start, and can't change",
        ["Notifications__WebhookUrl"] = "a secret that only who has a webhook knows; docs/deploy.md says how it is set",
        ["Notifications__WebhookFormat"] = "goes with the webhook",
        ["Orders__GeneratorSchedule"] = "the generator is off",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "telemetry goes to Application Insights",
        ["OTEL_SDK_DISABLED"] = "telemetry is wanted",
        ["PurchaseOrders__EscalationEmail"] = "set where parameter escalationEmail is",
        ["PurchaseOrders__EscalateAfter"] = "the default suits",
        ["PurchaseOrders__ExpireAfter"] = "the default suits",
        ["PurchaseOrders__RemindAfter"] = "the default suits",
        ["Reservations__HoldDuration"] = "reservations are held until somebody ends them, as in the original",
        ["Retention__Orders"] = "the default suits",
        ["Retention__Notifications"] = "the default suits",
        ["Retention__PurchaseOrders"] = "the default suits",
        ["Retention__Orchestrations"] = "the default suits",
    };

    // Settings that the code names in full, such as those of Azure Monitor.
    private static IEnumerable<string> Named() =>
        from type in typeof(InventoryServices).Assembly.GetTypes()
        where type.Name.EndsWith("Options", StringComparison.Ordinal)
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        where field.IsLiteral && field.Name.EndsWith("Setting", StringComparison.Ordinal)
        select (string)field.GetRawConstantValue()!;

    private static IEnumerable<string> Options() =>
        from type in typeof(InventoryServices).Assembly.GetTypes()
        let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static)
        where section is { IsLiteral: true } && type.Name.EndsWith("Options", StringComparison.Ordinal)
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.SetMethod is { IsPublic: true }
        select $"{section.GetRawConstantValue()}__{property.Name}";

    private static string[] Identity(string section) => [section + "__clientId", section + "__credential"];
}
