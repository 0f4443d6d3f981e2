using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.EmbeddedHost.Functions;

/// <summary>One <c>[Function]</c> method: its name, what triggers it, and how it is run.</summary>
internal sealed class EmbeddedFunction
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> ResultProperties = new();

    private readonly MethodInfo _method;
    private readonly ObjectFactory? _create;
    private readonly Func<Invocation, object?>[] _bindings;
    private readonly FunctionDefinition _definition;

    public EmbeddedFunction(string name, MethodInfo method, ParameterInfo triggerParameter, TriggerBindingAttribute trigger)
    {
        Name = name;
        Trigger = trigger;
        TriggerParameter = triggerParameter;
        Parameters = method.GetParameters();
        _method = method;
        _create = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, Type.EmptyTypes);
        _bindings = [.. Parameters.Select(parameter => ParameterBinding.For(this, parameter))];
        _definition = new EmbeddedFunctionDefinition(name, method, triggerParameter, trigger);
    }

    public string Name { get; }

    public TriggerBindingAttribute Trigger { get; }

    public ParameterInfo TriggerParameter { get; }

    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>Runs the function in a scope of its own: instance, parameters, call, result (null for none).</summary>
    public async Task<object?> RunAsync(IServiceProvider root, Invocation invocation, Action<FunctionContext>? prepare = null)
    {
        await using var scope = root.CreateAsyncScope();
        invocation = invocation with { Services = scope.ServiceProvider };
        var context = new EmbeddedFunctionContext(_definition, invocation);
        invocation.Context = context;
        prepare?.Invoke(context);

        var arguments = Array.ConvertAll(_bindings, bind => bind(invocation));
        var instance = _create?.Invoke(scope.ServiceProvider, null);
        try
        {
            return await ResultOfAsync(_method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null));
        }
        finally
        {
            await DisposeAsync(instance);
        }
    }

    private static async Task<object?> ResultOfAsync(object? returned)
    {
        switch (returned)
        {
            case Task task:
                await task;
                return ResultProperties.GetOrAdd(task.GetType(), FindResult)?.GetValue(task);
            case ValueTask task:
                await task;
                return null;
            case not null when returned.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>):
                return await ResultOfAsync(type.GetMethod(nameof(ValueTask<int>.AsTask))!.Invoke(returned, null));
            default:
                return returned;
        }
    }

    // An async method without result returns a Task<VoidTaskResult>, a type of the runtime's own.
    private static PropertyInfo? FindResult(Type taskType) =>
        taskType.GetProperty(nameof(Task<int>.Result)) is { PropertyType.Name: not "VoidTaskResult" } property ? property : null;

    private static async ValueTask DisposeAsync(object? instance)
    {
        if (instance is IAsyncDisposable asyncDisposable)
        {
            await asyncDisposable.DisposeAsync();
        }
        else
        {
            (instance as IDisposable)?.Dispose();
        }
    }
}
