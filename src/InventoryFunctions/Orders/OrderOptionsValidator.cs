using InventoryFunctions.Schedules;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Orders;

/// <summary>Refuses a schedule that AWS would refuse, naming the setting.</summary>
internal sealed class OrderOptionsValidator : IValidateOptions<OrderOptions>
{
    public ValidateOptionsResult Validate(string? name, OrderOptions options) =>
        AwsSchedule.TryParse(options.GeneratorSchedule, out _, out string? brokenRule)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{OrderOptions.GeneratorScheduleSetting} '{options.GeneratorSchedule}' {brokenRule}.");
}
