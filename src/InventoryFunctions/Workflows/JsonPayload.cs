using System.Text.Json;

namespace InventoryFunctions.Workflows;

/// <summary>What orchestrations take and return, as JSON within JSON rather than as text with escapes.</summary>
internal static class JsonPayload
{
    /// <summary>The value of <paramref name="serialized"/>; text where it is no JSON; null where there is none.</summary>
    public static object? Read(string? serialized)
    {
        if (serialized is null)
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(serialized);
        }
        catch (JsonException)
        {
            return serialized;
        }
    }
}
