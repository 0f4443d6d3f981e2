using DurableTask.Core.Exceptions;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.StockLevels;
using InventoryFunctions.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.StockLevels;

/// <summary>Starts the checks that a change set calls for (parity B7): one orchestration for each item that needs one, and none for the others.</summary>
public static class LevelChecks
{
    private const string Prefix = "Check_Inventory_Level";

    /// <summary>
    /// The instance that checks an item after a change: <c>Check_Inventory_Level_{changeId}_{itemId}</c>, or one with a hash; see <see cref="InstanceId"/>.
    /// </summary>
    public static string InstanceIdOf(string changeId, string itemId) => InstanceId.Of(Prefix, changeId, itemId);

    /// <summary>Starts them; those that were started before are left alone, or do again what can be done twice.</summary>
    public static Task StartAsync(DurableTaskClient client, ChangeSet set, CancellationToken cancellationToken) => Task.WhenAll(
        set.Items.Select(change => change.After).OfType<InventoryItem>().Where(StockLevelCheck.IsNeeded).Select(item => StartAsync(client, set, item, cancellationToken)));

    private static async Task StartAsync(DurableTaskClient client, ChangeSet set, InventoryItem item, CancellationToken cancellationToken)
    {
        string changeId = set.Id.ToString("N");
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(CheckInventoryLevelOrchestrator),
                new LevelCheck(changeId, item),
                new StartOrchestrationOptions(InstanceIdOf(changeId, item.ItemId)),
                cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Not relied upon: workers before this exception start it anew, and every step stands being done again.
        }
    }
}
