using System.ComponentModel.DataAnnotations;

namespace InventoryFunctions.Storage;

/// <summary>Settings <c>Inventory__*</c>.</summary>
public sealed class InventoryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Inventory";

    /// <summary>The setting that says how many shards there are.</summary>
    public const string ShardsSetting = Section + "__" + nameof(Shards);

    /// <summary>
    /// Over how many partitions the items are spread. Recorded at the first start; another value later is refused, because every
    /// item would be looked for in the wrong place. The default value is 64.
    /// </summary>
    [Range(1, 1000, ErrorMessage = ShardsSetting + " must be a whole number from 1 to 1,000.")]
    public int Shards { get; set; } = Domain.Inventory.Shards.DefaultCount;
}
