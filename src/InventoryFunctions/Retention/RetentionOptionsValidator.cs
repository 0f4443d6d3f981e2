using InventoryFunctions.Schedules;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Retention;

/// <summary>Refuses times that are too short or too long, naming the setting.</summary>
internal sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        List<string> broken = [];
        Check(RetentionOptions.OrdersSetting, options.Orders);
        Check(RetentionOptions.NotificationsSetting, options.Notifications);
        Check(RetentionOptions.PurchaseOrdersSetting, options.PurchaseOrders);
        Check(RetentionOptions.OrchestrationsSetting, options.Orchestrations);
        return broken.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(broken);

        void Check(string setting, string text)
        {
            if (!DurationSetting.TryParse(text, out TimeSpan kept) || kept < RetentionOptions.Min || kept > RetentionOptions.Max)
            {
                broken.Add(
                    $"{setting} must be a time span of the form {DurationSetting.Form} from {RetentionOptions.Min} to {RetentionOptions.Max}, "
                    + $"such as 30.00:00:00; it is '{text}'.");
            }
        }
    }
}
