using InventoryFunctions.Notifications;
using InventoryFunctions.Schedules;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Refuses times and addresses that nobody can have meant, naming the setting.</summary>
internal sealed class PurchaseOrderOptionsValidator : IValidateOptions<PurchaseOrderOptions>
{
    public ValidateOptionsResult Validate(string? name, PurchaseOrderOptions options)
    {
        List<string> broken = [];
        Check(PurchaseOrderOptions.RemindAfterSetting, options.RemindAfter);
        Check(PurchaseOrderOptions.EscalateAfterSetting, options.EscalateAfter);
        Check(PurchaseOrderOptions.ExpireAfterSetting, options.ExpireAfter);
        if (!string.IsNullOrWhiteSpace(options.EscalationEmail) && !NotificationOptionsValidator.IsAddress(options.EscalationEmail))
        {
            broken.Add($"{PurchaseOrderOptions.EscalationEmailSetting} must be one email address such as buyers@example.com; it is '{options.EscalationEmail}'.");
        }

        if (broken.Count == 0 && options.Escalate >= options.Expire)
        {
            broken.Add(
                $"{PurchaseOrderOptions.EscalateAfterSetting} must be shorter than {PurchaseOrderOptions.ExpireAfterSetting}, after which nobody can decide any more; "
                + $"they are '{options.EscalateAfter}' and '{options.ExpireAfter}'.");
        }

        return broken.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(broken);

        void Check(string setting, string text)
        {
            if (!DurationSetting.TryParse(text, out TimeSpan duration) || duration < PurchaseOrderOptions.Min || duration > PurchaseOrderOptions.Max)
            {
                broken.Add(
                    $"{setting} must be a time span of the form {DurationSetting.Form} from {PurchaseOrderOptions.Min} to {PurchaseOrderOptions.Max}, "
                    + $"such as 12:00:00 or 1.00:00:00; it is '{text}'.");
            }
        }
    }
}
