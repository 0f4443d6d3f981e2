using System.Reflection;
using InventoryFunctions.EmbeddedHost.Hosting;
using InventoryFunctions.EmbeddedHost.Http;
using InventoryFunctions.EmbeddedHost.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace InventoryFunctions.EmbeddedHost.Functions;

/// <summary>Decides once, at start, where each parameter's value comes from.</summary>
internal static class ParameterBinding
{
    // Activities may ask for the orchestration that called them by this name.
    private const string InstanceId = "instanceId";

    /// <exception cref="HostStartException">Nothing gives the parameter a value.</exception>
    public static Func<Invocation, object?> For(EmbeddedFunction function, ParameterInfo parameter)
    {
        // Not the same object: hosts that start at the same time may each have got one of their own.
        if (parameter.Position == function.TriggerParameter.Position)
        {
            return ForTrigger(function, parameter);
        }

        var type = parameter.ParameterType;
        if (type == typeof(FunctionContext))
        {
            return static invocation => invocation.Context;
        }

        if (type == typeof(CancellationToken))
        {
            return static invocation => invocation.CancellationToken;
        }

        if (parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
        {
            return type == typeof(DurableTaskClient)
                ? static invocation => invocation.DurableClient
                : throw Unbound(function, parameter, "[DurableClient] gives a DurableTaskClient");
        }

        return function.Trigger switch
        {
            HttpTriggerAttribute http when RouteValue.InTemplate(http.Route, parameter.Name!) => RouteValue.Bind(function, parameter),
            HttpTriggerAttribute => throw Unbound(function, parameter, "the route has no parameter of that name"),
            OrchestrationTriggerAttribute => OrchestrationInput(type),
            ActivityTriggerAttribute when type == typeof(string) && parameter.Name == InstanceId =>
                static invocation => invocation.BindingData[InstanceId],
            _ => throw Unbound(function, parameter, "its trigger gives no such value"),
        };
    }

    public static HostStartException Unbound(EmbeddedFunction function, ParameterInfo parameter, string why) =>
        new($"Function '{function.Name}': parameter '{parameter.Name}' ({parameter.ParameterType.Name}) can't be bound: {why}.");

    private static Func<Invocation, object?> ForTrigger(EmbeddedFunction function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        return function.Trigger switch
        {
            HttpTriggerAttribute => AsIs(typeof(HttpRequest)),
            TimerTriggerAttribute => AsIs(typeof(TimerInfo)),
            OrchestrationTriggerAttribute => AsIs(typeof(TaskOrchestrationContext)),
            QueueTriggerAttribute => QueueMessageBinding.For(type),
            ActivityTriggerAttribute => invocation => InputOf((string?)invocation.Trigger, type),
            var other => throw Unbound(function, parameter, $"this host does not run {other.GetType().Name}"),
        };

        Func<Invocation, object?> AsIs(Type expected) => type == expected
            ? static invocation => invocation.Trigger
            : throw Unbound(function, parameter, $"the trigger gives a {expected.Name}");
    }

    private static object? InputOf(string? json, Type type) =>
        JsonDataConverter.Default.Deserialize(json, type) ?? (type.IsValueType ? Activator.CreateInstance(type) : null);

    private static Func<Invocation, object?> OrchestrationInput(Type type)
    {
        var getInput = typeof(TaskOrchestrationContext).GetMethod(nameof(TaskOrchestrationContext.GetInput))!.MakeGenericMethod(type);
        return invocation => getInput.Invoke(invocation.Trigger, BindingFlags.DoNotWrapExceptions, null, null, null);
    }
}
