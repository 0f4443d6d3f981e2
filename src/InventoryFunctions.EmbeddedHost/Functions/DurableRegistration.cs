using InventoryFunctions.EmbeddedHost.Durable;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.EmbeddedHost.Functions;

/// <summary>Hands the app's orchestrators and activities to the durable engine.</summary>
internal static class DurableRegistration
{
    public static DurableFunctions Register(IEnumerable<EmbeddedFunction> functions, FunctionRunner runner)
    {
        var durable = new DurableFunctions();
        foreach (var function in functions)
        {
            switch (function.Trigger)
            {
                case OrchestrationTriggerAttribute trigger:
                    durable.AddOrchestrator(
                        trigger.Orchestration ?? function.Name,
                        context => runner.RunDurableAsync(
                            function, new Trigger(context, Instance(context.InstanceId), CancellationToken.None)));
                    break;
                case ActivityTriggerAttribute trigger:
                    durable.AddActivity(
                        trigger.Activity ?? function.Name,
                        activity => runner.RunDurableAsync(
                            function, new Trigger(activity.InputJson, Instance(activity.InstanceId), activity.CancellationToken)));
                    break;
            }
        }

        return durable;
    }

    private static Dictionary<string, object?> Instance(string instanceId) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["instanceId"] = instanceId,
    };
}
