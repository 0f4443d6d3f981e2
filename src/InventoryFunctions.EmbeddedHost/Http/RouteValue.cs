using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using InventoryFunctions.EmbeddedHost.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;

namespace InventoryFunctions.EmbeddedHost.Http;

/// <summary>Gives a function's parameter the route value of its name.</summary>
internal static class RouteValue
{
    public static bool InTemplate(string? route, string name) => route is not null && RoutePatternFactory.Parse(route).GetParameter(name) is not null;

    public static Func<Invocation, object?> Bind(EmbeddedFunction function, ParameterInfo parameter)
    {
        var name = parameter.Name!;
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var converter = TypeDescriptor.GetConverter(type);
        if (!converter.CanConvertFrom(typeof(string)))
        {
            throw ParameterBinding.Unbound(function, parameter, "no conversion from a route value to this type exists");
        }

        return invocation =>
        {
            var text = Convert.ToString(invocation.BindingData.GetValueOrDefault(name), CultureInfo.InvariantCulture);
            return text switch
            {
                _ when type == typeof(string) => text,
                null or "" => parameter.HasDefaultValue ? parameter.DefaultValue : null,
                _ => Parse(converter, name, type, text),
            };
        };
    }

    // Converters report what they can't read with exceptions of all kinds.
    private static object? Parse(TypeConverter converter, string name, Type type, string text)
    {
        try
        {
            return converter.ConvertFromInvariantString(text);
        }
        catch (Exception error) when (error is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            throw new BadHttpRequestException($"'{text}' in the address is not a valid {type.Name} for '{name}'.", error);
        }
    }
}
