using System.Diagnostics;

namespace InventoryFunctions.Telemetry;

/// <summary>The spans that the app itself adds to traces. Without a listener none is made.</summary>
public static class InventoryActivities
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "InventoryFunctions";

    /// <summary>The source.</summary>
    internal static ActivitySource Source { get; } = new(SourceName);
}
