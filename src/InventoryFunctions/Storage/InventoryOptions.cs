using System.Globalization;

namespace InventoryFunctions.Storage;

/// <summary>Settings <c>Inventory__*</c>.</summary>
public sealed class InventoryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Inventory";

    /// <summary>The setting that says how many shards there are.</summary>
    public const string ShardsSetting = Section + "__" + nameof(Shards);

    /// <summary>The least number of shards.</summary>
    public const int MinShards = 1;

    /// <summary>The greatest number of shards.</summary>
    public const int MaxShards = 1000;

    /// <summary>
    /// Over how many partitions the items are spread, <see cref="MinShards"/> to <see cref="MaxShards"/>. Recorded at the first start; another value later is
    /// refused, because every item would be looked for in the wrong place. The default value is <c>64</c>.
    /// </summary>
    public string Shards { get; set; } = Domain.Inventory.Shards.DefaultCount.ToString(CultureInfo.InvariantCulture);

    /// <summary><see cref="Shards"/> as a number.</summary>
    /// <exception cref="FormatException">It is none. Hosts don't start with such a setting.</exception>
    public int ShardCount => TryReadShards(out int count) ? count : throw new FormatException($"{ShardsSetting} must be a whole number.");

    /// <summary>Reads <see cref="Shards"/>.</summary>
    /// <returns>Whether it is a whole number.</returns>
    internal bool TryReadShards(out int count) => int.TryParse(Shards, NumberStyles.Integer, CultureInfo.InvariantCulture, out count);
}
