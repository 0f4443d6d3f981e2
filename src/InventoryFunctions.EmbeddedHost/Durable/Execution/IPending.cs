namespace InventoryFunctions.EmbeddedHost.Durable.Execution;

/// <summary>A task the orchestrator may await and the engine will answer.</summary>
internal interface IPending
{
    Type ResultType { get; }

    void Complete(string? json);

    void Fail(Exception exception);
}
