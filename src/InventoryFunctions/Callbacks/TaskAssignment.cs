namespace InventoryFunctions.Callbacks;

/// <summary>What the activity of <see cref="WaitForTaskOrchestrator.WaitForTaskAsync"/> takes: it passes the token on to whoever is to answer.</summary>
/// <typeparam name="TInput">The type of the input.</typeparam>
/// <param name="Token">Lets its bearer answer: <c>POST /tasks/{token}/success</c>, <c>/failure</c>, <c>/heartbeat</c>. Never logged.</param>
/// <param name="Input">What the orchestrator gave.</param>
public sealed record TaskAssignment<TInput>(string Token, TInput Input);
