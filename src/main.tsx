import { startApp } from './app/startApp.tsx';

const root = document.getElementById('root');
if (root) startApp(root);
