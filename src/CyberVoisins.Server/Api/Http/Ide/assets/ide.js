// Starts GraphiQL from what the page says in data attributes; a separate file, so that the page needs no inline script.
const root = document.getElementById('graphiql');
const { endpoint, query } = root.dataset;

ReactDOM.createRoot(root).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: new URL(endpoint, location.href).href, headers: { 'GraphQL-Preflight': '1' } }),
    defaultQuery: query,
    defaultEditorToolsVisibility: 'variables',
  }),
);
