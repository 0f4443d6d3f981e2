using Azure;
using InventoryFunctions.Schedules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Orders;

/// <summary>Makes up orders when its schedule says so (parity B2), for trying things out.</summary>
/// <remarks>
/// Off unless setting <c>AzureWebJobs.OrderGeneratorTimer.Disabled</c> says <c>false</c>: the original's rule is disabled until somebody enables it, and a
/// deployment that forgets the setting must not begin to invent orders.
/// </remarks>
public sealed class OrderGenerator(
    ScheduleStore schedules,
    SampleOrders samples,
    OrderIntake intake,
    IConfiguration configuration,
    IOptions<OrderOptions> options,
    TimeProvider clock,
    ILogger<OrderGenerator> logger)
{
    /// <summary>The switch; on Linux, where settings become environment variables, dots may be written as underscores.</summary>
    public const string DisabledSetting = $"AzureWebJobs.{nameof(OrderGeneratorTimer)}.Disabled";

    private const string ScheduleName = "order-generator";

    private readonly AwsSchedule _schedule = AwsSchedule.Parse(options.Value.GeneratorSchedule);

    /// <summary>Makes up an order where one is due. Several hosts may do so at once: one of them makes it up.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        if (!IsSwitchedOn())
        {
            return;
        }

        (ScheduleState State, ETag ETag)? stored = await schedules.FindAsync(ScheduleName, cancellationToken);
        switch (ScheduleStep.Decide(_schedule, stored?.State, clock.GetUtcNow()))
        {
            case ScheduleStep.Begin begin:
                await schedules.TrySaveAsync(ScheduleName, stored?.ETag, begin.State, cancellationToken);
                break;

            case ScheduleStep.Due due when await schedules.TrySaveAsync(ScheduleName, stored?.ETag, due.State, cancellationToken):
                await GenerateAsync(cancellationToken);
                break;
        }
    }

    private async Task GenerateAsync(CancellationToken cancellationToken)
    {
        if (await samples.DrawAsync(intake.NewOrderId(), cancellationToken) is { } order)
        {
            await intake.ReceiveAsync(order, cancellationToken);
            logger.Generated(order.OrderId, order.Lines[0].Quantity, order.Lines[0].ProductId);
        }
        else
        {
            logger.NothingToOrder();
        }
    }

    private bool IsSwitchedOn() => new[] { DisabledSetting, DisabledSetting.Replace('.', '_') }
        .Any(setting => configuration[setting] is { } value && (value == "0" || (bool.TryParse(value, out bool disabled) && !disabled)));
}
