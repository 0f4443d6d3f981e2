namespace InventoryFunctions.Tests.Telemetry;

/// <summary>
/// Who listens to traces listens to all hosts of a process. Tests that have somebody listen, and those that say what happens where nobody does, run one
/// after the other.
/// </summary>
[CollectionDefinition(Name)]
public sealed class TracesOfTheProcess
{
    public const string Name = "traces of the process";
}
