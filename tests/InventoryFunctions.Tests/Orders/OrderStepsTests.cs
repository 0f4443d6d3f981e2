using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;
using Microsoft.DurableTask;
using Moq;

namespace InventoryFunctions.Tests.Orders;

public sealed class OrderStepsTests
{
    [Fact]
    public async Task Steps_WhateverFails_AreTriedAgainWithoutEnd()
    {
        Mock<TaskOrchestrationContext> context = new() { DefaultValue = DefaultValue.Empty };
        OrderSteps steps = new(context.Object, "o1");
        OrderOutcome outcome = new("o1", OrderPolicy.Partial, OrderStatus.Reserved, []);

        await steps.ReserveAsync(new OrderLine("tv", 1), null);
        await steps.EndAsync("tv", ReservationEnd.Release);
        await steps.ConcludeAsync(outcome);
        await steps.RecordAsync(new OrderEndCommand("o1", ReservationEnd.Release));
        await steps.PublishAsync(new EndedOrder("o1", ReservationEnd.Release, default, [], IsHeld: false));

        RetryPolicy[] policies = [.. context.Invocations.Select(call => call.Arguments.OfType<TaskOptions>().Single().Retry!.Policy!)];
        Assert.Equal(5, policies.Length);
        Assert.All(policies, policy => Assert.Equal(int.MaxValue, policy.MaxNumberOfAttempts));
        Assert.All(policies, policy => Assert.InRange(policy.MaxRetryInterval, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)));
    }
}
