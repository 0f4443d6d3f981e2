using Microsoft.Extensions.Options;

namespace InventoryFunctions.Retention;

/// <summary>Refuses times that are too short or too long, naming the setting.</summary>
internal sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        List<string> broken = [];
        Check(nameof(RetentionOptions.Orders), options.Orders);
        Check(nameof(RetentionOptions.Notifications), options.Notifications);
        Check(nameof(RetentionOptions.PurchaseOrders), options.PurchaseOrders);
        Check(nameof(RetentionOptions.Orchestrations), options.Orchestrations);
        return broken.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(broken);

        void Check(string setting, TimeSpan kept)
        {
            if (kept < RetentionOptions.Min || kept > RetentionOptions.Max)
            {
                broken.Add(FormattableString.Invariant(
                    $"{RetentionOptions.Section}__{setting} must be from {RetentionOptions.Min} to {RetentionOptions.Max} (days.hours:minutes:seconds), not {kept}."));
            }
        }
    }
}
