using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Messaging;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Events;
using InventoryFunctions.Orders;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Reservation = InventoryFunctions.Domain.Reservations.Reservation;

namespace InventoryFunctions.Tests.Orders;

/// <summary>Plays an <see cref="OrderScenario"/>, and checks the stock all the while and the orders after each wave.</summary>
internal sealed class OrderScenarioRun : IAsyncDisposable
{
    private const int MostAttempts = 500;

    private static readonly TimeSpan BetweenWaves = TimeSpan.FromMinutes(25);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);
    private static readonly DateTimeOffset Sent = new ManualTimeProvider().GetUtcNow();

    private readonly OrderScenario _scenario;
    private readonly string _account;
    private readonly ManualTimeProvider _clock = new();
    private readonly Chance _faults;
    private readonly OrderActivityRuns _activities;
    private readonly RecordingEventBus _bus;
    private readonly TableServiceClient _tables;
    private readonly OrderStore _orders;
    private readonly OrderAccount _books;
    private readonly SemaphoreSlim _crash = new(1);
    private readonly ConcurrentQueue<Task> _deliveries = new();
    private readonly ConcurrentQueue<Order> _delivered = new();
    private readonly ConcurrentQueue<(string Call, Order Order, HttpStatusCode Status)> _answers = new();
    private readonly ConcurrentDictionary<string, string> _unfinished = new();
    private readonly ConcurrentQueue<OrderProcess> _processes = new();
    private Task<OrderProcess> _process = null!;

    private OrderScenarioRun(OrderScenario scenario, string account)
    {
        _scenario = scenario;
        _account = account;
        _faults = new Chance(scenario.Seed, scenario.FaultPercent);
        _activities = new OrderActivityRuns(_faults);
        _bus = new RecordingEventBus(new Topic(this))
        {
            Before = _ => _faults.Strikes() ? throw new IOException("The bus is away.") : Task.CompletedTask,
            After = LoseAnswer,
        };
        _tables = new TableServiceClient(account);
        _orders = new OrderStore(_tables);
        _books = new OrderAccount(
            _tables, Enumerable.Range(0, scenario.Stocks.Length).ToDictionary(OrderScenario.ProductId, product => scenario.Stocks[product]), _bus);
    }

    public static async Task PlayAsync(AzuriteFixture azurite, OrderScenario scenario)
    {
        await using OrderScenarioRun run = new(scenario, azurite.NewAccount());
        OrderProcess first = await (run._process = run.StartAsync());
        await BatchUpdates.Inventory.AddAsync(
            new InventoryStore(run._tables, first.App.Get<IOptions<InventoryOptions>>()),
            scenario.Stocks.Select((stock, product) => BatchUpdates.Inventory.Item(OrderScenario.ProductId(product), stock)),
            DateTimeOffset.UnixEpoch);
        foreach (OrderStep[] wave in scenario.Waves)
        {
            Task steps = Task.WhenAll(wave.Select(run.PlayAsync));

            // Holds end while orders are placed and ended.
            run._clock.Advance(BetweenWaves);
            await run.QuietAsync(steps);
            await run.CheckAsync(hasEnded: false);
        }

        run._clock.Advance(2 * OrderScenario.HoldDuration);
        await run.QuietAsync(Task.CompletedTask);
        await run.CheckAsync(hasEnded: true);
        await run.RepeatEverythingAsync();
        await run.CheckAsync(hasEnded: true);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (OrderProcess process in _processes)
        {
            await process.DisposeAsync();
        }

        _crash.Dispose();
    }

    private async Task<OrderProcess> StartAsync()
    {
        OrderProcess process = await OrderProcess.StartAsync(_account, _clock, _scenario, _faults, _bus, _activities.RunAsync);
        _processes.Enqueue(process);
        return process;
    }

    private void LoseAnswer(IReadOnlyList<CloudEvent> published)
    {
        if (_faults.Strikes())
        {
            throw new IOException($"The bus's answer to {published.Count} events is lost.");
        }
    }

    private Task PlayAsync(OrderStep step)
    {
        Order order = _scenario.Orders[step.Order];
        return step.Kind switch
        {
            OrderStepKind.Post => PostAsync(order),
            OrderStepKind.PostTwice => Task.WhenAll(PostAsync(order), PostAsync(order)),
            OrderStepKind.PostOther => PostAsync(OrderScenario.Other(order)),
            OrderStepKind.Event => DeliverAsync(Event(order)),
            OrderStepKind.OtherEvent => DeliverAsync(Event(OrderScenario.Other(order))),
            OrderStepKind.Confirm => EndAsync(order, ReservationEnd.Confirm),
            OrderStepKind.Release => EndAsync(order, ReservationEnd.Release),
            OrderStepKind.LateActivity => RunLateAsync(step.Order),
            _ => CrashAsync(),
        };
    }

    private async Task PostAsync(Order order)
    {
        string body = JsonSerializer.Serialize(new
        {
            orderId = order.OrderId,
            lines = order.Lines.Select(line => new { productId = line.ProductId, quantity = line.Quantity }),
            policy = OrderWords.Of(order.Policy),
        });
        await CallAsync("post", order, process => process.App.Function<OrderFunctions>().PlaceOrder(Requests.Post(body)));
    }

    private async Task EndAsync(Order order, ReservationEnd end)
    {
        HttpStatusCode answer = await CallAsync($"{end}", order, process => end == ReservationEnd.Confirm
            ? process.App.Function<EndOrderFunctions>().ConfirmOrder(Requests.Post(""), order.OrderId, process.Client)
            : process.App.Function<EndOrderFunctions>().ReleaseOrder(Requests.Post(""), order.OrderId, process.Client));
        if (answer != HttpStatusCode.NotFound)
        {
            _unfinished[OrderWorkflows.InstanceIdOf(order.OrderId, end)] = order.OrderId;
        }
    }

    /// <summary>As a caller does it: again until there is an answer.</summary>
    private async Task<HttpStatusCode> CallAsync(string call, Order order, Func<OrderProcess, Task<IActionResult>> ask)
    {
        HttpStatusCode status = await UntilDoneAsync(async process =>
        {
            int answered = (await Requests.AnswerAsync(await ask(process))).Response.StatusCode;
            return answered < 500 ? (HttpStatusCode)answered : throw new IOException($"{call} of {order.OrderId}: {answered}");
        });
        _answers.Enqueue((call, order, status));
        return status;
    }

    /// <summary>As the queue does it: again until the function is done with the message.</summary>
    private async Task DeliverAsync(BinaryData message)
    {
        int deliveries = 0;
        await UntilDoneAsync(async process =>
        {
            long count = Math.Min(++deliveries, EventQueue.MaxDequeueCount);
            await process.App.Function<ReceiveOrders>().RunAsync(
                QueuesModelFactory.QueueMessage("message", "receipt", message, count), process.Client, CancellationToken.None);
            return true;
        });
        Order order = Order.From(InventoryEvents.Read<NewOrderReceived>(CloudEvent.Parse(message)!));
        _delivered.Enqueue(order);
        _unfinished[OrderWorkflows.InstanceIdOf(order.OrderId)] = order.OrderId;
    }

    private async Task<T> UntilDoneAsync<T>(Func<OrderProcess, Task<T>> act)
    {
        for (int attempt = 1; ; attempt++)
        {
            OrderProcess process = await Volatile.Read(ref _process);
            try
            {
                return await act(process);
            }
            catch (Exception) when (attempt < MostAttempts)
            {
                // What of it is done, nobody knows.
            }
        }
    }

    private static BinaryData Event(Order order) => new(EventBatch.Write(
        InventoryEvents.Create($"{order.OrderId}/{order.Lines[0].Quantity}", Sent, order.ToEvent()), QueueLimits.MessageBytes));

    private async Task RunLateAsync(int number) => await _activities.RunLateAsync((await Volatile.Read(ref _process)).Activities, number);

    private async Task CrashAsync()
    {
        await _crash.WaitAsync();
        try
        {
            OrderProcess dying = await _process;

            // First the next one is there to wait for: those who call the dead one again and again would be at the end of their attempts before.
            TaskCompletionSource<OrderProcess> next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _process, next.Task);
            dying.Kill();
            try
            {
                next.SetResult(await StartAsync());
            }
            catch (Exception failure)
            {
                next.SetException(failure);
                throw;
            }
        }
        finally
        {
            _crash.Release();
        }
    }

    /// <summary>Waits until nothing is under way but holds, moving the clock for what is tried again.</summary>
    private async Task QuietAsync(Task steps)
    {
        await Eventually.HoldsAsync(
            async () =>
            {
                await _books.CheckStockAsync();
                _clock.Advance(Moment);
                return steps.IsCompleted && _deliveries.All(delivery => delivery.IsCompleted) && await AreInstancesQuietAsync();
            },
            "everything has come to an end");
        await steps;
        await Task.WhenAll(_deliveries);
    }

    private async Task<bool> AreInstancesQuietAsync()
    {
        OrderProcess process = await _process;
        foreach ((string instanceId, string orderId) in _unfinished)
        {
            OrchestrationMetadata? instance = await process.Client.GetInstanceAsync(instanceId, getInputsAndOutputs: false);
            if (instance is null or { IsCompleted: true })
            {
                Assert.Equal(OrchestrationRuntimeStatus.Completed, instance?.RuntimeStatus ?? OrchestrationRuntimeStatus.Completed);
                _unfinished.TryRemove(instanceId, out _);
            }
            else if (instanceId != OrderWorkflows.InstanceIdOf(orderId) || !await IsHeldAsync(orderId))
            {
                return false;
            }
        }

        return true;
    }

    // Who ends an order is at it, whatever is recorded so far; the order's own orchestration waits for the end of the hold.
    private async Task<bool> IsHeldAsync(string orderId) =>
        await _orders.FindAsync(orderId, CancellationToken.None) is { End: null, Outcome.HoldUntil: { } until } && until > _clock.GetUtcNow();

    private async Task CheckAsync(bool hasEnded)
    {
        Assert.Empty(_activities.Contradictions);
        IReadOnlyDictionary<(string, string), Reservation> lines = await _books.CheckStockAsync();
        Dictionary<string, (Order Accepted, OrderRecord Record)> orders = [];
        foreach (Order ordered in _scenario.Orders)
        {
            if (await _orders.FindAcceptedAsync(ordered.OrderId, CancellationToken.None) is { } accepted)
            {
                OrderRecord record = (await _orders.FindAsync(ordered.OrderId, CancellationToken.None))!;
                orders.Add(ordered.OrderId, (accepted, record));
                _books.CheckOrder(record, accepted, lines);
                if (hasEnded)
                {
                    _books.CheckEvents(record);
                }
            }
        }

        foreach ((string call, Order order, HttpStatusCode status) in _answers)
        {
            (Order? accepted, OrderRecord? record) = orders.GetValueOrDefault(order.OrderId);
            if (call == "post")
            {
                Assert.Equal(order == accepted ? HttpStatusCode.Accepted : HttpStatusCode.Conflict, status);
            }
            else if (status == HttpStatusCode.OK)
            {
                Assert.Equal(call, $"{record?.End}");
            }
        }

        Assert.All(lines.Keys, line => Assert.Contains(line.Item1, orders.Keys));
        int refused = _delivered.Count(order => order != orders[order.OrderId].Accepted);
        QueueClient poison = new(_account, QueueNames.PoisonOf(QueueNames.Orders));
        await poison.CreateIfNotExistsAsync();
        Assert.InRange((await poison.GetPropertiesAsync()).Value.ApproximateMessagesCount, refused, refused == 0 ? 0 : int.MaxValue);
    }

    /// <summary>Every order that was posted once more, and every activity that ran: nothing comes of it.</summary>
    private async Task RepeatEverythingAsync()
    {
        _faults.End();
        OrderProcess process = await _process;
        await _activities.RepeatAllAsync(process.Activities);
        await Task.WhenAll(_scenario.Orders.Where(order => _answers.Any(answer => answer.Call == "post" && answer.Order.OrderId == order.OrderId)).Select(PostAsync));
        await QuietAsync(Task.CompletedTask);
    }

    /// <summary>Delivers orders, in a while.</summary>
    private sealed class Topic(OrderScenarioRun run) : IEventBus
    {
        public Task PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellationToken)
        {
            foreach (CloudEvent published in events.Where(published => published.Type == EventTypes.NewOrderReceived))
            {
                BinaryData message = new(EventBatch.Write(published, QueueLimits.MessageBytes));
                run._deliveries.Enqueue(Task.Run(() => run.DeliverAsync(message), CancellationToken.None));
            }

            return Task.CompletedTask;
        }
    }
}
