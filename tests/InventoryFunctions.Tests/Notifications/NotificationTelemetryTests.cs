using InventoryFunctions.Domain.Events;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Telemetry;

namespace InventoryFunctions.Tests.Notifications;

/// <summary>What of a notification leaves the machine as telemetry.</summary>
[Collection(TracesOfTheProcess.Name)]
public sealed class NotificationTelemetryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Approval_NothingIsSetUpButTelemetry_LeavesTheMachineWithoutItsLink()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        await using (RunningNotifications app = await RunningNotifications.StartAsync(azurite.NewAccount(), mail: null, settings: receiver.Settings))
        {
            string id = await app.AskForApprovalAsync(ApprovalRequestKind.Request);
            await Eventually.HoldsAsync(
                () => app.Log.Lines.Any(line => line.Contains("decision?token=", StringComparison.Ordinal)), "the link is in the log of this machine");

            // Not left to the host's end, which waits some seconds for what is being sent, and no longer.
            await Eventually.HoldsAsync(
                () => receiver.Logs.Any(log => log.Body.StartsWith($"Notification {id}/Request/0: ", StringComparison.Ordinal)), "the notification is sent out");
        }

        // The host sends what is left when it stops.
        Assert.DoesNotContain("token=", receiver.AllText, StringComparison.Ordinal);
    }
}
