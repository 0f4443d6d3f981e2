using System.Reflection;
using InventoryFunctions.EmbeddedHost.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace InventoryFunctions.EmbeddedHost.Functions;

/// <summary>The <c>[Function]</c> methods of types, found by reflection.</summary>
internal static class FunctionCatalog
{
    private const BindingFlags AnyMethod =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <exception cref="HostStartException">A function can't be run as it is declared; the message names it, and the parameter.</exception>
    public static IReadOnlyList<EmbeddedFunction> Discover(IEnumerable<Type> types)
    {
        var functions = new Dictionary<string, EmbeddedFunction>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in types.SelectMany(type => type.GetMethods(AnyMethod)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } attribute && !functions.TryAdd(attribute.Name, Describe(attribute.Name, method)))
            {
                throw new HostStartException($"Function '{attribute.Name}' is declared twice; names must be unique regardless of case.");
            }
        }

        return [.. functions.Values];
    }

    private static EmbeddedFunction Describe(string name, MethodInfo method)
    {
        if (!method.IsPublic || method.ContainsGenericParameters || (!method.IsStatic && method.DeclaringType!.IsAbstract))
        {
            throw new HostStartException($"Function '{name}': {method.DeclaringType!.Name}.{method.Name} must be a public method of a class.");
        }

        var triggers = method.GetParameters()
            .Select(parameter => (Parameter: parameter, Trigger: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(candidate => candidate.Trigger is not null)
            .ToList();
        return triggers.Count == 1
            ? new EmbeddedFunction(name, method, triggers[0].Parameter, triggers[0].Trigger!)
            : throw new HostStartException($"Function '{name}' must have exactly one trigger, but has {triggers.Count}.");
    }
}
