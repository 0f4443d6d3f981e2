namespace InventoryFunctions.Orders;

/// <summary>Settings <c>Orders__*</c>.</summary>
public sealed class OrderOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Orders";

    /// <summary>The setting of the generator's schedule.</summary>
    public const string GeneratorScheduleSetting = Section + "__" + nameof(GeneratorSchedule);

    /// <summary>When the generator makes up an order (parity B2): <c>rate(…)</c> or <c>cron(…)</c> as AWS writes them. The default value is <c>rate(1 minute)</c>.</summary>
    public string GeneratorSchedule { get; set; } = "rate(1 minute)";
}
