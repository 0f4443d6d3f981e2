using Microsoft.Extensions.Options;

namespace InventoryFunctions.Storage;

/// <summary>Refuses a number of shards out of bounds, naming the setting.</summary>
internal sealed class InventoryOptionsValidator : IValidateOptions<InventoryOptions>
{
    public ValidateOptionsResult Validate(string? name, InventoryOptions options) =>
        options.TryReadShards(out int count) && count is >= InventoryOptions.MinShards and <= InventoryOptions.MaxShards
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(FormattableString.Invariant(
                $"{InventoryOptions.ShardsSetting} must be a whole number from {InventoryOptions.MinShards} to {InventoryOptions.MaxShards:N0}; it is '{options.Shards}'."));
}
