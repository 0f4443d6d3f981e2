using System.Globalization;

namespace InventoryFunctions.EmbeddedHost.Durable;

/// <summary>The rules for instance ids, as they are documented for Azure, so that an id which would fail there fails here.</summary>
internal static class InstanceIds
{
    /// <summary>Limit of Durable Functions (https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-instance-management).</summary>
    public const int MaxLength = 100;

    /// <exception cref="ArgumentException">The id breaks a rule, which the message names.</exception>
    public static void Validate(string id)
    {
        if (id.Length is 0 or > MaxLength)
        {
            throw new ArgumentException($"An instance id has 1 to {MaxLength} characters; this one has {id.Length}.", nameof(id));
        }

        if (id[0] == '@')
        {
            throw new ArgumentException($"The instance id '{id}' begins with @, which is kept for entities.", nameof(id));
        }

        if (id.FirstOrDefault(character => character is '/' or '\\' or '#' or '?' || char.IsControl(character)) is var refused and not '\0')
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"An instance id must not contain / \\ # ? or control characters; found U+{(int)refused:X4}."), nameof(id));
        }
    }
}
